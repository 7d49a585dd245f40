"""What all formats with pages share: lines and tables in order, margins, page breaks."""
