"""Previews as people and scripts read them: tables, Markdown, JSON, pictures."""
