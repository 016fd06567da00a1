/** The only file that names a version of cdk8s-plus. To move to another Kubernetes version, change this file. */
export * as kplus from 'cdk8s-plus-28';
