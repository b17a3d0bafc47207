// A program without a line.
