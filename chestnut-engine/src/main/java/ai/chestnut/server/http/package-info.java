/** Requests, routes and answers, apart from what they are about. */
@NullMarked
package ai.chestnut.server.http;

import org.jspecify.annotations.NullMarked;
