"""Web pages, without what stands round the article."""
