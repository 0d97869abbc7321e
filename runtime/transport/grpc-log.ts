/** grpc-js writes what goes wrong to stderr, beside the error that its caller gets; GRPC_VERBOSITY brings it back. */
import { logVerbosity, setLogVerbosity } from '@grpc/grpc-js';

if (process.env.GRPC_VERBOSITY === undefined) setLogVerbosity(logVerbosity.NONE);
