// Package interop checks the data source's backend with the very client that Grafana uses: HashiCorp's go-plugin
// and the plugin SDK start the built executable, ask it, and decode its frames.
package interop

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"github.com/grafana/grafana-plugin-sdk-go/backend/grpcplugin"
	"github.com/grafana/grafana-plugin-sdk-go/genproto/pluginv2"
	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"
)

// Backend is one running executable, asked as Grafana asks it.
type Backend struct {
	client      *plugin.Client
	diagnostics grpcplugin.DiagnosticsClient
	data        grpcplugin.DataClient
	resource    grpcplugin.ResourceClient
	log         *lockedBuffer
}

// lockedBuffer keeps what the executable logs, as Grafana's plugin manager understood it.
type lockedBuffer struct {
	mutex sync.Mutex
	text  strings.Builder
}

func (buffer *lockedBuffer) Write(part []byte) (int, error) {
	buffer.mutex.Lock()
	defer buffer.mutex.Unlock()
	return buffer.text.Write(part)
}

func (buffer *lockedBuffer) String() string {
	buffer.mutex.Lock()
	defer buffer.mutex.Unlock()
	return buffer.text.String()
}

// executable is where the build put it, with the system and the processor appended as Grafana appends them.
func executable() string {
	if given := os.Getenv("DATASOURCE_EXECUTABLE"); given != "" {
		return given
	}
	name := fmt.Sprintf("gpx_modelwatch_%s_%s", runtime.GOOS, runtime.GOARCH)
	path, err := filepath.Abs(filepath.Join("..", "..", "datasource-plugin", "dist", name))
	if err != nil {
		panic(err)
	}
	return path
}

// Start starts the executable in a working directory that is not its own.
func Start() (*Backend, error) {
	command := exec.Command(executable())
	command.Dir = os.TempDir()
	log := &lockedBuffer{}
	client := plugin.NewClient(&plugin.ClientConfig{
		Cmd: command,
		HandshakeConfig: plugin.HandshakeConfig{
			ProtocolVersion:  grpcplugin.ProtocolVersion,
			MagicCookieKey:   grpcplugin.MagicCookieKey,
			MagicCookieValue: grpcplugin.MagicCookieValue,
		},
		VersionedPlugins: map[int]plugin.PluginSet{grpcplugin.ProtocolVersion: {
			"diagnostics": &grpcplugin.DiagnosticsGRPCPlugin{},
			"resource":    &grpcplugin.ResourceGRPCPlugin{},
			"data":        &grpcplugin.DataGRPCPlugin{},
		}},
		AllowedProtocols: []plugin.Protocol{plugin.ProtocolGRPC},
		Logger:           hclog.New(&hclog.LoggerOptions{Level: hclog.Debug, Output: log}),
	})
	started := &Backend{client: client, log: log}
	if err := started.dispense(); err != nil {
		client.Kill()
		return nil, fmt.Errorf("%w\n%s", err, log)
	}
	return started, nil
}

func (b *Backend) dispense() error {
	protocol, err := b.client.Client()
	if err != nil {
		return err
	}
	if err := protocol.Ping(); err != nil {
		return err
	}
	for name, take := range map[string]func(any){
		"diagnostics": func(found any) { b.diagnostics = found.(grpcplugin.DiagnosticsClient) },
		"data":        func(found any) { b.data = found.(grpcplugin.DataClient) },
		"resource":    func(found any) { b.resource = found.(grpcplugin.ResourceClient) },
	} {
		found, err := protocol.Dispense(name)
		if err != nil {
			return err
		}
		take(found)
	}
	return nil
}

// Pid of the executable's process.
func (b *Backend) Pid() int {
	return b.client.ReattachConfig().Pid
}

// Query asks, and is given what Grafana is given before it decodes the frames.
func (b *Backend) Query(ctx context.Context, request *pluginv2.QueryDataRequest) (map[string]*pluginv2.DataResponse, error) {
	answer, err := b.data.QueryData(ctx, request)
	if err != nil {
		return nil, err
	}
	return answer.Responses, nil
}

// Resource calls one resource and puts the parts of its answer together.
func (b *Backend) Resource(ctx context.Context, request *pluginv2.CallResourceRequest) (*pluginv2.CallResourceResponse, error) {
	stream, err := b.resource.CallResource(ctx, request)
	if err != nil {
		return nil, err
	}
	var whole *pluginv2.CallResourceResponse
	for {
		part, err := stream.Recv()
		if err == io.EOF {
			if whole == nil {
				return nil, fmt.Errorf("the resource answered nothing")
			}
			return whole, nil
		}
		if err != nil {
			return nil, err
		}
		if whole == nil {
			whole = part
		} else {
			whole.Body = append(whole.Body, part.Body...)
		}
	}
}
