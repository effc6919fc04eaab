"""What is printed and handed out for a review on site: whom the lot and risk named (抽样), and a form per community (考评表).

The form comes back filled in, and is read.
"""
