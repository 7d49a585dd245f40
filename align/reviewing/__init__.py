"""What experts decided: kept for good, carried from draft to draft, brought back from workbooks."""
