"""The opinion in Word (审查意见): a draft that a reviewing expert sends after small edits."""
