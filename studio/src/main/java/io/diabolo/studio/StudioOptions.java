package io.diabolo.studio;

import io.diabolo.error.BadInputException;
import java.nio.file.Path;

/**
 * How a studio is served.
 *
 * @param host the address that it listens on; another than that of this machine alone lets others in who know the token
 * @param port 0 for any that is free
 * @param root the folder whose models and data are shown; nothing outside of it is
 * @param limits what is taken from others
 */
public record StudioOptions(String host, int port, Path root, Limits limits) {

    /** This machine alone can reach it. */
    public static final String LOOPBACK = "127.0.0.1";

    /** Where the studio is unless somebody says otherwise. */
    public static final int USUAL_PORT = 8350;

    private static final int LAST_PORT = 65_535;

    public StudioOptions {
        if (port < 0 || port > LAST_PORT) {
            throw new BadInputException("the port must be 0 (any) to 65535, was " + port);
        }
        if (!host.matches("[A-Za-z0-9.:_-]{1,253}")) {
            throw new BadInputException("'%s' is no name or address of a host".formatted(host));
        }
    }

    /** A folder's studio, for this machine alone. */
    public static StudioOptions of(Path root) {
        return new StudioOptions(LOOPBACK, USUAL_PORT, root, Limits.usual());
    }

    public StudioOptions withHost(String newHost) {
        return new StudioOptions(newHost, port, root, limits);
    }

    public StudioOptions withPort(int newPort) {
        return new StudioOptions(host, newPort, root, limits);
    }

    public StudioOptions withLimits(Limits newLimits) {
        return new StudioOptions(host, port, root, newLimits);
    }

    /** Whether other machines can reach it. */
    public boolean isOpen() {
        return !host.equals(LOOPBACK) && !host.equals("localhost") && !host.equals("::1");
    }
}
