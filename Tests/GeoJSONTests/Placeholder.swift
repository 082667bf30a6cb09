// Filled
