"""A round beside earlier ones, whatever those were read back from.

``matching`` says who is who, and what of two plans is the same; ``beside`` sets a town beside its earlier rounds and has the
rules ask what is to be asked; ``communities``, ``items`` and ``stages`` are what sheets and report show. A changed plan is
never taken for a movement.
"""
