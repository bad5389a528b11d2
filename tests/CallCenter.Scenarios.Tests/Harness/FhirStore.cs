using System.Text;
using System.Text.Json;

namespace CallCenter.Scenarios.Tests.Harness;

/// <summary>The practice's record: a third-party FHIR R4 store in a process of its own, read back as any other client would.</summary>
internal sealed class FhirStore : IDisposable
{
    private static readonly SemaphoreSlim Installing = new(1);
    private readonly ChildProcess _process;
    private readonly HttpClient _http = new();

    private FhirStore(ChildProcess process, Uri url) => (_process, Url) = (process, url);

    public Uri Url { get; }

    public static async Task<FhirStore> StartAsync()
    {
        var folder = Sources.Folder("tests", "CallCenter.Api.Tests", "EhrDelivery", "FhirStore");
        await InstallAsync(folder);
        var process = ChildProcess.Start("FHIR store", "node", ["server.mjs", "0"], folder);
        var ready = await process.SaysAsync("FHIR store on ", TimeSpan.FromSeconds(60));
        return new FhirStore(process, new Uri(ready[ready.IndexOf("http", StringComparison.Ordinal)..]));
    }

    public async Task<IReadOnlyList<JsonElement>> AllAsync(string type)
    {
        var bundle = JsonSerializer.Deserialize<JsonElement>(await _http.GetStringAsync(new Uri(Url, $"{type}?_count=500")));
        return bundle.TryGetProperty("entry", out var entries) ? [.. entries.EnumerateArray().Select(e => e.GetProperty("resource"))] : [];
    }

    public async Task<JsonElement> ReadAsync(string reference) => JsonSerializer.Deserialize<JsonElement>(await _http.GetStringAsync(new Uri(Url, reference)));

    public static string TextOf(JsonElement document) =>
        Encoding.UTF8.GetString(Convert.FromBase64String(document.GetProperty("content")[0].GetProperty("attachment").GetProperty("data").GetString()!));

    public void Dispose()
    {
        _http.Dispose();
        _process.Dispose();
    }

    private static async Task InstallAsync(string folder)
    {
        await Installing.WaitAsync();
        try
        {
            if (Directory.Exists(Path.Combine(folder, "node_modules", "@medplum", "fhir-router"))) return;
            using var npm = ChildProcess.Start("npm ci", "npm", ["ci", "--no-audit", "--no-fund"], folder, keepsOpen: false);
            Assert.True(await npm.EndsAsync(TimeSpan.FromMinutes(5)) == 0, $"'npm ci' failed, so there is no FHIR store to deliver into.\n{npm.Tail()}");
        }
        finally
        {
            Installing.Release();
        }
    }
}
