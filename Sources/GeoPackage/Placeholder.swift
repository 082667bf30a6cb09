// Filled by the module's author.
