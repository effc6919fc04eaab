"""What a district's report has beyond a town's: 街镇汇总, its towns beside each other, and 街镇报告, what became of their reports."""
