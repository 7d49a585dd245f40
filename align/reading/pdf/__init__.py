"""PDF documents with a text layer: characters, lines, columns, tables."""
