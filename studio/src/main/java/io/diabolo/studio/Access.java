package io.diabolo.studio;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask.
 *
 * <p>The token keeps out other users of the machine and, as it travels in a header that a foreign page cannot set, forged requests.
 * The host keeps out a page of another site whose name was made to resolve to this machine (DNS rebinding): it would be asked for
 * by that name. The origin keeps out whatever else a browser sends for another site.
 */
final class Access {

    private static final int TOKEN_BYTES = 24;
    private static final String SCHEME = "Bearer ";
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    /** No name can be made to resolve to what is an address already. */
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");

    private final byte[] token;
    private final String host;
    private final boolean open;

    /**
     * @param token that requests must bring
     * @param host that the server listens on
     * @param open whether other machines can reach it
     */
    Access(String token, String host, boolean open) {
        this.token = token.getBytes(StandardCharsets.UTF_8);
        this.host = host.toLowerCase(Locale.ROOT);
        this.open = open;
    }

    /** A token that cannot be guessed: 192 random bits, in letters that a URL may hold. */
    static String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** @param header {@code Host}: a name or address, and a port */
    void requireHost(@Nullable String header) {
        String name = header == null ? "" : name(header.toLowerCase(Locale.ROOT));
        boolean known = LOOPBACK.contains(name)
                || name.equals(host)
                || (open && ADDRESS.matcher(name).matches());
        if (!known) {
            throw new RequestException(
                    RequestException.FORBIDDEN,
                    "this server does not answer to the host '%s': use the address that it printed"
                            .formatted(Text.shown(header == null ? "" : header)));
        }
    }

    private static String name(String header) {
        int colon = header.lastIndexOf(':');
        return colon > header.lastIndexOf(']') ? header.substring(0, colon) : header;
    }

    /**
     * @param origin {@code Origin}, which browsers send with what could change something; null for none
     * @param hostHeader {@code Host} of the same request
     */
    void requireOrigin(@Nullable String origin, @Nullable String hostHeader) {
        if (origin != null && !origin.equalsIgnoreCase("http://" + hostHeader)) {
            throw new RequestException(
                    RequestException.FORBIDDEN,
                    "a page of another site (%s) may ask nothing".formatted(Text.shown(origin)));
        }
    }

    /** @param header {@code Authorization: Bearer TOKEN}; compared in a time that tells nothing of where it differs */
    void requireToken(@Nullable String header) {
        String given = header != null && header.startsWith(SCHEME) ? header.substring(SCHEME.length()) : "";
        if (!MessageDigest.isEqual(token, given.getBytes(StandardCharsets.UTF_8))) {
            throw new RequestException(
                    RequestException.UNAUTHORIZED,
                    "the token is missing or wrong: open the address that ./diabolo studio printed");
        }
    }
}
