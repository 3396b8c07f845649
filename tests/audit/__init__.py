"""The proof of the public pages: accessibility, valid HTML and CSS, weight, speed, and pictures to look at."""
