"""The report as a page of its own: opened in any browser, read on a telephone, printed; nothing is loaded from elsewhere.

What it shows is made in ``pipeline/writing/html``, for the page in a browser as well.
"""

from pipeline.policy.validation import Validation
from pipeline.writing.html import checked
from pipeline.writing.html.page import document


def report(validation: Validation) -> str:
    """A whole HTML document."""
    return document(checked.title(validation), checked.fragment(validation))
