namespace CallCenter.TwilioEmulator.Rest;

using Handler = Func<RestCall, RestAnswer>;

/// <summary>Twilio's REST API, version 2010-04-01, as far as the call centre speaks it.</summary>
internal static class RestEndpoints
{
    public static void MapTwilioRest(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/2010-04-01/Accounts/{account}");
        CallResource.Map(api);
        ConferenceResource.Map(api);
        ParticipantResource.Map(api);
        QueueResource.Map(api);
        MessageResource.Map(api);
        NumberResource.Map(api);
        ApplicationResource.Map(api);
        RecordingResource.Map(api);
        TranscriptionResource.Map(api);
        app.MapFallback("/2010-04-01/{**rest}", (HttpContext context, RestGate gate) =>
            gate.Pass(context, _ => throw TwilioError.NotFound(context.Request.Path)));
    }

    public static void Get(this IEndpointRouteBuilder api, string path, Handler handle) => Map(api, "GET", path, handle);

    public static void Post(this IEndpointRouteBuilder api, string path, Handler handle) => Map(api, "POST", path, handle);

    public static void Delete(this IEndpointRouteBuilder api, string path, Handler handle) => Map(api, "DELETE", path, handle);

    private static void Map(IEndpointRouteBuilder api, string method, string path, Handler handle) =>
        api.MapMethods(path, [method], (HttpContext context, RestGate gate) =>
            gate.Pass(context, call => Task.FromResult(handle(call))));
}
