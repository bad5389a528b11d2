namespace CallCenter.Api.Features.EhrDelivery.Fhir;

/// <summary>
/// The one HTTP client for all records. Not from the factory: its logging would write addresses that carry record numbers.
/// Redirects are not followed: one to a sign-in page would turn a POST into a GET and an error into a success.
/// </summary>
internal sealed class FhirHttp(TimeProvider clock) : IDisposable
{
    public HttpClient Client { get; } = new(new FhirExchangeRecorder(clock, new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
    }))
    {
        Timeout = TimeSpan.FromSeconds(15),
    };

    public void Dispose() => Client.Dispose();
}
