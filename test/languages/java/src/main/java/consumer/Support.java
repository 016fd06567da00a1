package consumer;

import cdk8s.statefulapp.IClientWorkload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cdk8s.ApiObjectMetadata;
import org.cdk8s.Size;
import org.cdk8s.plus28.Capability;
import org.cdk8s.plus28.ContainerProps;
import org.cdk8s.plus28.ContainerResources;
import org.cdk8s.plus28.ContainerSecurityContextProps;
import org.cdk8s.plus28.ContainerSecutiryContextCapabilities;
import org.cdk8s.plus28.Cpu;
import org.cdk8s.plus28.CpuResources;
import org.cdk8s.plus28.Deployment;
import org.cdk8s.plus28.DeploymentProps;
import org.cdk8s.plus28.EphemeralStorageResources;
import org.cdk8s.plus28.ImagePullPolicy;
import org.cdk8s.plus28.MemoryResources;
import org.cdk8s.plus28.PodSecurityContextProps;
import org.cdk8s.plus28.SeccompProfile;
import org.cdk8s.plus28.SeccompProfileType;
import org.cdk8s.plus28.Volume;
import software.amazon.jsii.UnsafeCast;
import software.constructs.Construct;

final class Support {
    private static final Path EXAMPLES = Path.of(System.getenv("EXAMPLES"));

    static String script(String path) {
        try {
            return Files.readString(EXAMPLES.resolve(path));
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    static ContainerResources resources(Cpu request, Cpu limit, Size memory, Size ephemeral) {
        return ContainerResources.builder()
            .cpu(CpuResources.builder().request(request).limit(limit).build())
            .memory(MemoryResources.builder().request(memory).limit(memory).build())
            .ephemeralStorage(EphemeralStorageResources.builder().request(ephemeral).limit(ephemeral).build())
            .build();
    }

    static ContainerResources resources(Cpu request, Cpu limit, Size memory) {
        return resources(request, limit, memory, Size.gibibytes(1));
    }

    /** A client that runs a script with the tools in the image of a server. */
    static IClientWorkload client(
        Construct scope, String id, String image, int user, String script, ContainerResources resources, int replicas
    ) {
        String name = id.toLowerCase(Locale.ROOT);
        ContainerSecurityContextProps security = ContainerSecurityContextProps.builder()
            .user(user)
            .group(user)
            .capabilities(ContainerSecutiryContextCapabilities.builder().drop(List.of(Capability.ALL)).build())
            .seccompProfile(SeccompProfile.builder().type(SeccompProfileType.RUNTIME_DEFAULT).build())
            .build();
        Deployment deployment = new Deployment(scope, id, DeploymentProps.builder()
            .metadata(ApiObjectMetadata.builder()
                .name(name)
                .annotations(Map.of("kustomize.toolkit.fluxcd.io/substitute", "disabled"))
                .build())
            .podMetadata(ApiObjectMetadata.builder().labels(Map.of("app", name)).build())
            .replicas(replicas)
            .securityContext(PodSecurityContextProps.builder().user(user).group(user).build())
            .containers(List.of(ContainerProps.builder()
                .name(name)
                .image(image)
                .imagePullPolicy(ImagePullPolicy.IF_NOT_PRESENT)
                .command(List.of("bash", "-c", script))
                .resources(resources)
                .securityContext(security)
                .build()))
            .build());
        deployment.getContainers().get(0).mount("/tmp", Volume.fromEmptyDir(deployment, "Tmp", "tmp"));
        return UnsafeCast.unsafeCast(deployment, IClientWorkload.class);
    }
}
