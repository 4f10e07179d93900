"""What an audit holds, in the formats that other programs read."""
