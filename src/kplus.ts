/** The one place that names a line of cdk8s-plus: moving to another Kubernetes version is a change of this file. */
export * as kplus from 'cdk8s-plus-28';
