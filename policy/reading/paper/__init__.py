"""Documents made for paper, PDF and DOCX, as pieces; each needs an optional extra and says so when it is missing."""

from policy.reading.paper.docx import docx_page
from policy.reading.paper.pdf import pdf_page

__all__ = ["docx_page", "pdf_page"]
