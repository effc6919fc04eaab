"""What the end of a programme is summed up from (总结): its stages and targets, what others can copy, what is left, whom to praise.

Facts are filled in, each with where it comes from; what only people can write is left to them.
"""
