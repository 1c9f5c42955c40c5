/** A step of a release pipeline. */
module com.example.release {
  requires dev.gotrust.core;
}
