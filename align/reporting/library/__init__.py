"""Lays out what was judged about a library of plans: who answers what, where gaps gather, who has solved it."""
