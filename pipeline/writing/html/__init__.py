"""The reports as pages (HTML): one piece of code for the files that commands write and for the page in a browser.

``checked`` shows what a check found, ``consolidated`` a town; each as a ``fragment`` that begins at the second level of
headings, and as a whole ``report`` that needs nothing from elsewhere. ``page`` has the style and the small script that both
need. ``filling`` fills the templates: whatever comes from outside is escaped there, and harmless.
"""
