using CallCenter.Agent;
using CallCenter.Agent.Shell;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Components.WebAssembly.Hosting;

var builder = WebAssemblyHostBuilder.CreateDefault(args);
builder.RootComponents.Add<App>("#app");
builder.RootComponents.Add<HeadOutlet>("head::after");
#pragma warning disable RS0030 // Only Program.cs chooses the clock.
builder.Services.AddConsole(new Uri(builder.HostEnvironment.BaseAddress), TimeProvider.System);
#pragma warning restore RS0030
await builder.Build().RunAsync();
