"""Words by which a heading, a row or a sheet says that it is of another time, or somebody else's than the committee's."""

EARLIER = (
    "上年",
    "去年",
    "前年",
    "往年",
    "历年",
    "上一年",
    "上期",
    "上次",
    "上轮",
    "上届",
    "期初",
    "历史得分",
    "历史评分",
)

REVIEWED = (
    "复核", "审核", "复评", "复查", "考评", "考核", "互评", "他评", "初核", "初审", "初评", "终审", "终评", "核定", "核查", "核验",
    "评审", "评议", "审定", "抽查", "抽评", "抽检", "抽样", "督查", "验收", "满意度",
)  # fmt: skip
"""What somebody else did with it; who that may be are the scheme's ``other_words``."""
