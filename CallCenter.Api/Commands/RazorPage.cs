using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging.Abstractions;

namespace CallCenter.Api.Commands;

/// <summary>A part of the console as a file that can be printed and needs no server.</summary>
internal static class RazorPage
{
    /// <returns>The component's own HTML.</returns>
    public static async Task<string> RenderAsync<T>(IDictionary<string, object?> parameters) where T : IComponent
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(parameters))).ToHtmlString());
    }

    public static async Task WriteAsync(string file, string text)
    {
        try
        {
            await File.WriteAllTextAsync(file, text);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"'{file}' cannot be written: name a file in a folder that is there.");
        }
    }
}
