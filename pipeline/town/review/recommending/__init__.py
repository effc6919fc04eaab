"""Which communities the town recommends (推荐): whether the file is whole, a draft of the opinion, and what the office decided.

A decision is kept with what it was made on, and stays as it was whatever is typed or handed in later: what changes then is
told, what is decided anew stands behind it.
"""
