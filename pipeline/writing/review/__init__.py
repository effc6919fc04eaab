"""What is printed and handed out for a review on site, and what comes back: a printable form (考评表) per community."""
