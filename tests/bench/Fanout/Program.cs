using CallCenter.Bench.Fanout;

// Fanout raw PORT                                         the bare host
// Fanout measure PRODUCT-URL PRODUCT-PID RAW-URL RAW-PID BASE TOKEN CONSOLES SECONDS ROUNDS
if (args is ["raw", var port]) return await RawHost.RunAsync(port);
if (args is not ["measure", var product, var productPid, var raw, var rawPid, var publicBase, var token, var consoles, var seconds, var rounds]) return 2;
await new Measuring(
    new Uri(product), int.Parse(productPid), new Uri(raw), int.Parse(rawPid), publicBase, token, int.Parse(consoles), TimeSpan.FromSeconds(int.Parse(seconds)), int.Parse(rounds)).RunAsync();
return 0;
