using MsrSpec.Mutation.Verbs;
using MsrSpec.Shell;

StandardStreams.Prepare();
return MutationCommand.Run(args);
