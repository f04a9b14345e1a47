mod hostile;
mod looks;
