"""Pictures of text: scanned pages, images, boxes set as pictures."""
