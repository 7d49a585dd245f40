"""Verdicts, severities, reasons."""
