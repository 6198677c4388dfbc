-- the header must come first
/* title: x */
