"""Printed pages: from pieces of text and ruled lines, wherever they come from, to paragraphs and table rows."""
