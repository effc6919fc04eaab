"""The town's own look at what communities scored themselves (抽样考评, 推荐, 总结). Pure.

Which of them and which items are looked at on site; the reviewed score beside the self score, which is never altered; what the
office decides on each.
"""
