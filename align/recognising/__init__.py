"""Recognises the text in pictures: a picture in, pieces of text and the rules of tables out."""
