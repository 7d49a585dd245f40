"""The local page on which reviewers decide: who may speak to it, what it shows, what it records."""
