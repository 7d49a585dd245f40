"""Word documents, as Word shows them."""
