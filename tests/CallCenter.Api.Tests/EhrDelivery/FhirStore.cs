using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Task = System.Threading.Tasks.Task;

namespace CallCenter.Api.Tests.EhrDelivery;

/// <summary>The third-party FHIR store (FhirStore/server.mjs) as a process of its own on a free loopback port.</summary>
public class FhirStore : IAsyncLifetime
{
    private static readonly SemaphoreSlim Installing = new(1);
    private static readonly JsonSerializerOptions Strict = new JsonSerializerOptions().ForFhir(ModelInfo.ModelInspector).UsingMode(DeserializationMode.Strict);

    private readonly StringBuilder _errors = new();
    private readonly HttpClient _http = new();
    private Process? _process;

    public Uri Url { get; private set; } = new("http://unset");

    protected virtual string[] Arguments => [];

    public async ValueTask InitializeAsync()
    {
        var folder = Folder();
        await InstallAsync(folder);
        _process = StartProcess("node", ["server.mjs", "0", .. Arguments], folder);
        _process.ErrorDataReceived += (_, line) => _errors.AppendLine(line.Data);
        _process.BeginErrorReadLine();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var ready = await _process.StandardOutput.ReadLineAsync(patience.Token)
            ?? throw new InvalidOperationException($"The FHIR store did not start: {_errors}");
        Url = new Uri(ready[(ready.IndexOf("http", StringComparison.Ordinal))..]);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_process is null) return;
        // Its standard input closes: it ends by itself.
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try { await _process.WaitForExitAsync(patience.Token); }
        catch (OperationCanceledException) { _process.Kill(); }
        _process.Dispose();
        GC.SuppressFinalize(this);
    }

    public Task ResetAsync() => ControlAsync("reset", new { });

    /// <param name="times">How many requests go wrong at most; null: no end.</param>
    public Task MisbehaveAsync(double rate, int? times, params string[] kinds) => ControlAsync("faults", new { rate, kinds, times, seed = 20261124 });

    public async Task<T> AddAsync<T>(T resource) where T : Resource
    {
        using var answer = await _http.PostAsync(new Uri(Url, typeof(T).Name), new StringContent(JsonSerializer.Serialize(resource, Strict), Encoding.UTF8, "application/fhir+json"));
        answer.EnsureSuccessStatusCode();
        return JsonSerializer.Deserialize<T>(await answer.Content.ReadAsStringAsync(), Strict)!;
    }

    /// <summary>Everything stored of a type, read strictly: what we emit and the standard does not know would fail here.</summary>
    public async Task<IReadOnlyList<T>> AllAsync<T>() where T : Resource
    {
        var all = new List<T>();
        for (var offset = 0; ; offset += 500)
        {
            var bundle = JsonSerializer.Deserialize<Bundle>(await _http.GetStringAsync(new Uri(Url, $"{typeof(T).Name}?_count=500&_offset={offset}")), Strict)!;
            all.AddRange(bundle.Entry.Select(e => (T)e.Resource!));
            if (bundle.Entry.Count < 500) return all;
        }
    }

    private async Task ControlAsync(string verb, object body)
    {
        using var answer = await _http.PostAsJsonAsync(new Uri(Url, "/" + verb), body);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task InstallAsync(string folder)
    {
        await Installing.WaitAsync();
        try
        {
            if (Directory.Exists(Path.Combine(folder, "node_modules", "@medplum", "fhir-router"))) return;
            using var npm = StartProcess("npm", ["ci", "--no-audit", "--no-fund"], folder);
            npm.StandardInput.Close();
            var said = await Task.WhenAll(npm.StandardOutput.ReadToEndAsync(), npm.StandardError.ReadToEndAsync());
            await npm.WaitForExitAsync();
            Assert.True(npm.ExitCode == 0, $"'npm ci' in {folder} failed, so there is no FHIR store to test against:\n{string.Concat(said)}");
        }
        finally
        {
            Installing.Release();
        }
    }

    private static Process StartProcess(string program, string[] arguments, string folder)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Fail($"'{program}' is not installed: the FHIR store of these tests needs Node.js 20 with npm. Install it (./tests/check.sh does) and run again.");
            throw;
        }
    }

    private static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "CallCenter.sln")))
                return Path.Combine(folder.FullName, "tests", "CallCenter.Api.Tests", "EhrDelivery", "FhirStore");
        throw new InvalidOperationException("The tests run outside the repository.");
    }
}

/// <summary>Like the large hospital systems: it does not know <c>If-None-Exist</c>.</summary>
public sealed class PlainFhirStore : FhirStore
{
    protected override string[] Arguments => ["--no-conditional-create"];
}
