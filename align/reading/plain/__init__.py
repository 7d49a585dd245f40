"""Plain text and Markdown, and the tables that hide in them."""
