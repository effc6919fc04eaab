"""What is printed and handed out for a review on site: whom the lot and risk named (抽样)."""
